
// The calls of one moment go to the server as one request, and a result is kept as long as the figures are the same.
{
  const CALL = "/xlwings/custom-functions-call";
  const OURS = new Set("placeholder_functions".split(","));
  const NEVER_KEPT = "aigc_why"; // it tells what happened last
  const MOST = 1000; // calls of one request
  const LONGEST = 8000; // characters of the arguments of a call; a larger one goes by itself
  const TOGETHER = 300000; // characters of the arguments of one request
  const QUIET = 1000; // milliseconds for which the figures are taken to be the same
  const LATE = 1100; // milliseconds after which every process of the server has seen a refresh
  const KEPT = 200000; // cells of results
  const plain = globalThis.xwRequest;
  const stats = { calls: 0, kept: 0, batches: 0, checks: 0 };
  const newMemo = (login) => ({ login, vintage: null, seen: 0, results: new Map(), cells: 0 });
  let memo = newMemo(null); // of one login; another one begins anew
  let waiting = [];

  const size = (result) => result.length * (result[0]?.length ?? 1);
  const isError = (cell) => cell?.type === "Error" || (typeof cell === "string" && cell.startsWith("#"));

  function keep(held, { key, body }, result) {
    if (body.func_name === NEVER_KEPT || held.results.has(key) || result.flat().some(isError)) return; // why asks the server
    held.results.set(key, result);
    held.cells += size(result);
    for (const [oldest, was] of held.results) {
      if (held.cells <= KEPT) return;
      held.results.delete(oldest);
      held.cells -= size(was);
    }
  }

  // A vintage that is older than one seen before comes from a process that has not seen the refresh yet.
  const isOlder = (held, vintage) => held.vintage !== null && vintage < held.vintage;

  function learn(held, vintage) {
    if (vintage !== held.vintage) Object.assign(held, { vintage, results: new Map(), cells: 0 });
    held.seen = performance.now();
  }

  function settle(call, item) {
    if (item.error === undefined) {
      call.resolve({ status: 200, data: { result: item.result }, statusText: "" });
      return;
    }
    const error = new Error(item.error);
    error.response = { status: item.status, data: { detail: item.error }, statusText: "" };
    call.reject(error);
  }

  async function check(held, { url, options }) {
    stats.checks += 1;
    try {
      const { vintage } = (await plain.get(url.replace(CALL, "/aigc/version"), options)).data;
      if (!isOlder(held, vintage)) learn(held, vintage);
    } catch {
      Object.assign(held, newMemo(held.login));
    }
  }

  async function send(held, calls, again = true) {
    const { url, options, body } = calls[0];
    const { func_name, args, caller_address, ...shared } = body;
    const each = calls.map((call) => ({
      func_name: call.body.func_name, args: call.body.args, caller_address: call.body.caller_address,
    }));
    stats.batches += 1;
    try {
      const { data } = await plain.post(url.replace(CALL, "/aigc/batch"), { ...shared, calls: each }, options);
      if (again && isOlder(held, data.vintage)) {
        await new Promise((resolve) => setTimeout(resolve, LATE));
        await send(held, calls, false);
        return;
      }
      learn(held, data.vintage);
      data.results.forEach((item, place) => {
        if (item.error === undefined) keep(held, calls[place], item.result);
        settle(calls[place], item);
      });
    } catch (error) {
      calls.forEach((call) => call.reject(error)); // xlwings decides whether it asks again
    }
  }

  async function serve(held, calls) {
    if (held.results.size && performance.now() - held.seen > QUIET) await check(held, calls[0]);
    let round = [];
    let length = 0;
    const rounds = [round];
    for (const call of calls) {
      if (held.results.has(call.key)) {
        stats.kept += 1;
        settle(call, { result: held.results.get(call.key) });
        continue;
      }
      if (round.length === MOST || length + call.key.length > TOGETHER) {
        rounds.push((round = []));
        length = 0;
      }
      round.push(call);
      length += call.key.length;
    }
    rounds.filter((one) => one.length).forEach((one) => send(held, one));
  }

  function flush() {
    const logins = new Map();
    for (const call of waiting) {
      const { Authorization: token, "Auth-Provider": provider } = call.options.headers;
      const login = JSON.stringify([token, provider]);
      if (!logins.has(login)) logins.set(login, []);
      logins.get(login).push(call);
    }
    waiting = [];
    for (const [login, calls] of logins) {
      if (login !== memo.login) memo = newMemo(login);
      serve(memo, calls);
    }
  }

  globalThis.aigcBatch = stats;
  globalThis.xwRequest = {
    ...plain,
    post(url, body, options) {
      const key = OURS.has(body.func_name) && url.endsWith(CALL) ? JSON.stringify([body.func_name, body.args]) : null;
      if (key === null || key.length > LONGEST) return plain.post(url, body, options);
      stats.calls += 1;
      return new Promise((resolve, reject) => {
        if (!waiting.length) setTimeout(flush, 0);
        waiting.push({ url, body, options, key, resolve, reject });
      });
    },
  };
}
