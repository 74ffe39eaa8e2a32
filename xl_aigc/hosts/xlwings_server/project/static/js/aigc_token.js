// The token that a person enters in the task pane goes with every call. It stays in this browser's storage.
(() => {
  const KEY = "xl_aigc_token";
  const PROVIDER = "aigc_token";
  const before = globalThis.getAuth;

  globalThis.getAuth = async () => {
    if (config.authProviders.includes(PROVIDER)) {
      return { token: localStorage.getItem(KEY) ?? "", provider: PROVIDER };
    }
    return before();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("aigc-login");
    if (!form) {
      return;
    }
    form.elements.token.value = localStorage.getItem(KEY) ?? "";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      localStorage.setItem(KEY, form.elements.token.value.trim());
      document.getElementById("aigc-login-done").hidden = false;
      document.dispatchEvent(new Event("aigc-login"));
    });
  });
})();
