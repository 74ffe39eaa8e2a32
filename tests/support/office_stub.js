// A stand-in for Excel around the task pane: only what the scripts of xlwings ask of it.
(() => {
  const info = { host: "Excel", platform: "PC" };
  const loaded = (members) => ({ ...members, load() {} });
  globalThis.Office = {
    onReady: async (act) => { act?.(info); return info; },
    context: {
      displayLanguage: "en-US", host: "Excel", platform: "PC",
      diagnostics: { version: "stub" }, requirements: { isSetSupported: () => true },
    },
    actions: { associate() {} },
    addin: { setStartupBehavior: async () => {} },
  };
  class RequestContext {
    constructor() {
      const datetimeFormat = loaded({ shortDatePattern: "m/d/yyyy" });
      this.application = { cultureInfo: loaded({ name: "en-US", datetimeFormat }) };
      this.workbook = loaded({ name: "Book1", worksheets: { onCalculated: { add() {} } } });
    }

    async sync() {}
  }
  globalThis.Excel = { RequestContext, run: async (act) => act(new RequestContext()) };
  class CustomFunctionsError extends Error {
    constructor(code, message) {
      super(message);
      this.code = code;
    }
  }
  globalThis.CustomFunctions = {
    table: {},
    associate(name, act) { this.table[name] = act; },
    Error: CustomFunctionsError,
    ErrorCode: { invalidValue: "#VALUE!", notAvailable: "#N/A", divisionByZero: "#DIV/0!" },
  };
  // One moment of a calculation: all cells call before any of them is answered. A cell is a function and its arguments, each rows of cells.
  globalThis.calculate = (cells) =>
    Promise.all(
      cells.map(([name, ...args], place) =>
        CustomFunctions.table[name](...args, { address: `Sheet1!A${place + 1}` }).catch(({ code, message }) => ({ code, message })),
      ),
    );
})();
