"""What French-speaking viewers say."""

from __future__ import annotations

__all__ = ["FR"]

FR: dict[str, tuple[str, ...]] = {
    "greeting": (
        "(bonsoir|salut|slt|coucou|hello|bsr)( tout le monde| Lan| à tous| de {place}|)( !| ☻|)",
        "(première fois ici|jviens d'arriver|je viens d'arriver|de retour|me revoilà)( !| ☻|)",
        "(insomnie|pas sommeil|pause boulot)(, bonsoir|, me voilà|, coucou)",
    ),
    "price": (
        "(c'est combien|c combien|cb|ça coûte combien) (le prix|pour {p}|celui-ci|)( ?|?|)",
        "(quel est le prix|le prix)( de {p}| du lien {n}| svp|)( ?|?)",
        "(désolé|dsl|pardon), (pas entendu|j'ai raté), (combien|quel prix)( ?|)",
        "(le prix|c'est combien) (en euros|pour deux|à l'unité)( ?| svp)",
        "{p}, (combien|quel prix|cb)( ?| svp ?|)",
    ),
    "stock": (
        "(il reste|ya encore|vous avez encore) (des {p}|du stock)( ?|?)",
        "(encore dispo|toujours dispo|en rupture)( ?|?)",
        "(il en reste|vous en avez) combien( ?|?)",
        "(dispo|ça existe|vous l'avez|c dispo) en {colour}( ?|?)",
        "(la taille {size} est dispo|il reste du {size}|du {size} en stock)( ?|?)",
        "(retour en stock|réassort) (quand|prévu)( ?|?)",
    ),
    "shipping": (
        "(vous livrez|livraison possible|ça s'envoie) à {place}( ?|?)",
        "(combien de temps|quel délai) (pour la livraison|pour {place}|)( ?|?)",
        "(livraison gratuite|frais de port|cb les frais de port|c'est livré gratuitement)( ?|?)",
        "(ça arrive|ça part|c'est expédié) quand( ?|?)",
        "(quel transporteur|y a un suivi|douane comprise)( ?|?)",
    ),
    "return": (
        "(on peut|je peux) (retourner|renvoyer|échanger) (si ça va pas|l'article)( ?|?)",
        "(les retours|le retour) (c'est gratuit|c'est possible|qui paye)( ?|?)",
        "(si ça me plaît pas|si c'est pas la bonne taille), (remboursé|échange|on fait quoi)( ?|?)",
        "(combien de jours|quel délai) pour (retourner|changer d'avis)( ?|?)",
        "@wear,home (ouvert|utilisé|lavé), (ça se retourne|on peut renvoyer)( ?|?)",
        "@home si ça arrive cassé, (remboursé|échange|on fait quoi)( ?|?)",
    ),
    "size": (
        "@wear (quelle taille|je prends quoi) pour {kg} kg( ?|?)",
        "@wear,home (quelles couleurs|quels coloris)( vous avez| au choix|)( ?|?)",
        "@wear (ça taille|c'est) (petit|grand|normal)( ?|?)",
        "@home (les dimensions|le poids|la taille)( de {p}|)( ?| svp)",
        "@home (c'est grand|ça pèse) (comment|combien)( ?|?)",
        "@food (c'est|il y a) combien (de grammes|dans un sachet)( ?|?)",
        "(vous avez|il y a) (d'autres tailles|plus grand|plus petit)( ?|?)",
    ),
    "usage": (
        "(ça s'utilise comment|comment ça marche|on fait quoi avec|ça sert à quoi)( ?|?)",
        "@home {p}, (comment ça se nettoie|on l'utilise comment|ça s'entretient)( ?|?)",
        "@home (ça va|c'est bien) (pour un cadeau|pour les enfants|dans un petit studio)( ?|?)",
        "@home (ça chauffe|ça casse vite|ça sent fort)( ?|?)",
        "@wear (ça passe|ça va) (en machine|au sèche-linge)( ?|?)",
        "@wear (ça déteint|ça rétrécit|ça gratte)( ?|?)",
        "@wear,home (c'est en quoi|c fait en quoi|c'est quoi la matière)( ?|, {p} ?)",
        "@food (ça se garde|ça tient) combien de temps( ?|?)",
        "@food (il y a|ya) (du sucre|du sel|des additifs)( ?| dedans ?)",
        "@food (ça va|c'est bon) (pour les enfants|au petit-déj)( ?|?)",
        "@food (les ingrédients|la composition)( svp ?| ?)",
    ),
    "authenticity": (
        "(c'est|c) (du vrai|l'original|authentique|pas une copie)( ?|?)",
        "(boutique officielle|site officiel|vendeur sérieux)( ?|?)",
        "(c'est fabriqué|ça vient) d'où( ?|?)",
        "(on a|y a) (une facture|un certificat|une garantie)( ?|?)",
        "(la qualité|niveau qualité), (c'est bien|ça vaut quoi|ça donne quoi)( ?|?)",
    ),
    "discount": (
        "(y a|il y a|vous avez) (un code promo|une réduc|une remise)( ?|?)",
        "(moins cher|une remise) (si j'en prends deux|par lot|à partir de deux)( ?|?)",
        "(vous pouvez|possible de) (baisser un peu|faire un geste)( ?| svp ?)",
        "(c'était pas|c'était) moins cher (hier|la semaine dernière|avant)( ?|?)",
        "(la promo|l'offre) (finit quand|dure jusqu'à quand)( ?|?)",
    ),
    "order": (
        "(comment|où) (on|je) (commande|achète|paie)( ?|?)",
        "(quel lien|quel numéro) (c'est|pour {p})( ?|?)",
        "(le lien|le panier) (svp|il est où ?|marche pas)",
        "(on peut|possible de) payer (par carte|avec paypal|en plusieurs fois)( ?|?)",
        "(commandé|payé), (je change l'adresse où|on suit ça où)( ?|?)",
    ),
    "ai": (
        "(vous êtes|t'es|c'est) (une vraie personne|une IA|un robot|réel|enregistré)( ?|??)",
        "(on dirait|c'est) (une IA|un robot)(, non ?| mdr| ?)",
        "(fais coucou|dis mon pseudo) si t'es (une vraie|humaine)( mdr| ptdr|)",
    ),
    "praise": (
        "(j'adore|j'aime trop|j'aime bien|jkiffe)( la voix| la lumière| l'ambiance| ce live)( !|)",
        "(super|trop|très) (clair|sympa|agréable)( !| ce live|)",
        "(acheté|pris) le mois dernier, (top|très contente|rien à dire)( !|)",
    ),
    "complaint": (
        "(toujours pas reçu|rien reçu|pas de suivi)( depuis une semaine|)",
        "(le son|l'image) (est trop faible|coupe|est décalé)( chez moi|)",
        "(trop vite|plus lentement)( svp|)",
        "(colis|carton) (abîmé|ouvert)( à l'arrivée|)",
    ),
    "chatter": (
        "(il fait trop froid|quel temps|il pleut encore) (ici|à {place})( brr|)",
        "(mdr|ptdr|lol|haha)( trop vrai| pareil|)",
        "(je devrais|faudrait) (dormir|aller dormir|bosser)( mdr|)",
        "(mon chat|ma fille|mon mari) (regarde aussi|en veut un|dort)",
        "(je réfléchis|j'hésite)( encore|...| un peu)",
        "(quelqu'un de {place} ?|c'est quoi la musique ?|j'ai faim mtn|y a des gens de {place} ?)",
    ),
    "ready": ("(1|moi|moi !|oui|oui svp|je veux|j'en veux un)",),
    "bought": (
        "(commandé|c'est fait|pris|acheté|j'ai craqué)( !| ☻|, vite vite|)",
        "(j'en ai pris|pris) (deux|un)( !|)",
    ),
    "thanks": ("(merci|ok merci|super merci|merci bcp|d'accord, merci|parfait)( Lan|)( !|)",),
    "silence": ("(allô|y a quelqu'un|c'est figé|ça a coupé)( ?|?)",),
    "spam": (
        "(abonnés|likes) (gratuits|pas chers) sur (mon profil|ma page)",
        "(gagnez|gagne) de l'argent (chez toi|vite), (en mp|écris-moi)",
        "(même article|pareil) à moitié prix, (mp|mon profil)",
    ),
    "emoji": ("(❤️|👍|😂|🔥|😍|👏)", "(😂😂|❤️❤️)"),
}
