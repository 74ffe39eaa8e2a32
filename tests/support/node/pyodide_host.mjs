// Our wheel in Pyodide under Node: node pyodide_host.mjs <folder of pyodide> <wheel> [<folder of xlwings> <main.py>]
//
// The first line of the output tells what importing the functions took and brought along. With main.py, each line of the input is
// then the body of a call, or {"script": its name, "args": [...], "book": the workbook}, and each line of the output its result, as
// xlwings Lite would make it, or {"raised": ...} where that is an error.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [home, wheel, xlwings, main] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${home}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: `${home}/` });
const tell = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
tell(
  JSON.parse(
    pyodide.runPython(`
import json, sys, time
before = set(sys.modules)
start = time.perf_counter()
import xl_aigc.functions
functions = time.perf_counter() - start
import xl_aigc.hosts.office_js
brought = {name.partition(".")[0] for name in set(sys.modules) - before}
json.dumps({
    "python": sys.version.split()[0], "platform": sys.platform, "seconds": functions,
    "foreign": sorted(brought - set(sys.stdlib_module_names) - {"xl_aigc"}),
})
`),
  ),
);

if (main) {
  pyodide.FS.mkdirTree("/packages/xlwings");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: xlwings }, "/packages/xlwings");
  pyodide.FS.mkdirTree("/project");
  pyodide.FS.writeFile("/project/main.py", new Uint8Array(readFileSync(main)));
  await pyodide.runPythonAsync(`
import os
os.environ["XLWINGS_ON_SERVER"] = "true"
os.environ["XLWINGS_LICENSE_KEY"] = "noncommercial"
sys.path += ["/packages", "/project"]
import main
import xlwings
from xlwings.server import custom_functions_call, custom_functions_meta, custom_scripts_call, custom_scripts_meta

async def call(body):
    asked = json.loads(body)
    if "script" not in asked:
        return json.dumps(await custom_functions_call(asked, main))
    book = xlwings.Book(json=asked["book"])
    done = await custom_scripts_call(main, asked["script"], typehint_to_value={xlwings.Book: book}, args=asked["args"])
    return json.dumps(done.json())
`);
  tell(JSON.parse(pyodide.runPython("json.dumps({**custom_functions_meta(main), 'scripts': custom_scripts_meta(main)})")));
  const call = pyodide.globals.get("call");
  for await (const line of createInterface({ input: process.stdin })) {
    tell(await call(line).then(JSON.parse, (error) => ({ raised: error.message.trim().split("\n").pop() })));
  }
}
