// What this browser remembers of a person's taste: the language, dark or light.

export const store = {
  get: (key) => {
    try {
      return localStorage.getItem(`chatbot.console.${key}`);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(`chatbot.console.${key}`, value);
    } catch {
      // Storage can be switched off; the choice then lasts as long as the page.
    }
  },
};

export function theme(name) {
  document.documentElement.dataset.theme = name;
  document.querySelector('meta[name="color-scheme"]').content = name;
}
