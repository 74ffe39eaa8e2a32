// The form that picks company, item and period from searched lists, and writes the formula into the active cell.
// Its words in each language are AIGC_WORDS, of aigc_words.js.
(() => {
  const FIELDS = ["company", "item", "period"];
  const language = () => (globalThis.Office?.context?.displayLanguage ?? navigator.language).slice(0, 2).toLowerCase();
  const texts = () => AIGC_WORDS[language()] ?? AIGC_WORDS.en;
  const element = (name) => document.getElementById(`aigc-${name}`);
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const lists = {};

  // A function of the server, called as a cell calls it, with the login of the pane.
  async function call(name, ...given) {
    const auth = await globalThis.getAuth();
    const response = await fetch(`${config.appPath}/xlwings/custom-functions-call`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: auth.token, "Auth-Provider": auth.provider },
      body: JSON.stringify({
        client: "Office.js", func_name: name, args: given.map((each) => (each === null ? null : [[each]])), runtime: "1.4",
        version: config.xlwingsVersion, caller_address: null, date_format: null, culture_info_name: null,
      }),
    });
    const body = await response.json();
    if (!response.ok) {
      throw new Error(body.detail);
    }
    return body.result.slice(1);
  }

  // Rows of a key and a name in two languages, as entries of a list: the key, what is shown, and what is searched.
  function entries(english, chinese) {
    return english.map(([key, name], place) => {
      const names = language() === "zh" ? [chinese[place][1], name] : [name, chinese[place][1]];
      return { key, shown: `${names[0]} (${key})`, searched: plain([key, ...names].join(" ")) };
    });
  }

  async function load() {
    const asked = [["aigc_basket", null, "ticker,name", null, null], ["aigc_items", null], ["aigc_measures", null]];
    const [companies, items, measures] = await Promise.all(
      asked.map(async ([name, ...given]) =>
        entries(...(await Promise.all(["en", "zh"].map((each) => call(name, ...given, each))))),
      ),
    );
    const periods = await call("aigc_periods", null, "en");
    lists.company = companies;
    lists.item = [...items, ...measures];
    lists.period = periods.map(([key, months]) => ({
      key, shown: key === months ? key : `${key} (${months})`, searched: plain(`${key} ${months}`),
    }));
  }

  // Show the entries that hold every word of the search, and pick the only one or the one of that key.
  function filter(field) {
    const words = plain(element(`${field}-search`).value).split(/\s+/).filter(Boolean);
    const list = element(field);
    const picked = list.value;
    const found = lists[field].filter((each) => words.every((word) => each.searched.includes(word)));
    list.replaceChildren(...found.map((each) => new Option(each.shown, each.key)));
    const named = found.find((each) => plain(each.key) === words.join(" ")) ?? (found.length === 1 ? found[0] : null);
    list.value = named?.key ?? (found.some((each) => each.key === picked) ? picked : "");
    showFormula();
  }

  function formula() {
    const picked = FIELDS.map((each) => element(each).value);
    const quoted = picked.map((each) => `"${each.replaceAll('"', '""')}"`);
    return picked.every(Boolean) ? `=AIGC.FIGURE(${quoted.join(",")})` : "";
  }

  function showFormula() {
    element("formula").textContent = formula();
    element("insert").disabled = !formula();
  }

  async function insert(event) {
    event.preventDefault();
    try {
      await Excel.run(async (context) => {
        const cell = context.workbook.getActiveCell();
        cell.formulas = [[formula()]];
        cell.load("address");
        await context.sync();
        element("said").textContent = `${texts().inserted} ${cell.address}`;
      });
    } catch (error) {
      element("said").textContent = `${texts().outside} ${error.message}`;
    }
  }

  async function show() {
    try {
      await load();
    } catch (error) {
      element("said").textContent = `${texts().unreached} ${error.message}`;
      return;
    }
    element("said").textContent = "";
    FIELDS.forEach(filter);
    element("figure").hidden = false;
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-aigc-text]").forEach((each) => {
      each.textContent = texts()[each.dataset.aigcText];
    });
    for (const field of FIELDS) {
      element(`${field}-search`).placeholder = texts().search;
      element(`${field}-search`).addEventListener("input", () => filter(field));
      element(field).addEventListener("change", showFormula);
    }
    element("figure").addEventListener("submit", insert);
    document.addEventListener("aigc-login", show);
    if (!element("login") || element("token").value) {
      show();
    }
  });
})();
