// Bundles what the browser gets into src/Portal/wwwroot/dist. MSBuild calls it (see Portal.csproj); by hand: node build.mjs.
import { build } from "esbuild";
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "../..");
const dist = join(here, "../wwwroot/dist");
const require = createRequire(import.meta.url);
const pdfjs = dirname(require.resolve("pdfjs-dist/package.json"));
const pdfjsVersion = JSON.parse(await readFile(join(pdfjs, "package.json"), "utf8")).version;

await rm(dist, { recursive: true, force: true });

const shared = {
  bundle: true,
  minify: true,
  outdir: dist,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

const bundles = build({
  ...shared,
  entryPoints: {
    site: join(here, "site.js"),
    sign: join(source, "Signing/Sign/sign.js"),
    "sign-service": join(source, "Signing/SignService/page.js"),
    verify: join(source, "Signing/Verification/verify.js"),
    register: join(source, "Certificates/Registry/register.js"),
  },
  format: "esm",
  target: "es2022",
  // Modules keep their own folders; packages are found from the repository's root all the same.
  nodePaths: [join(pdfjs, "..")],
  define: { PDFJS_FOLDER: JSON.stringify(`pdfjs-${pdfjsVersion}/`) },
  alias: {
    // The legacy build runs on browsers about two years old: tablets are not renewed every spring.
    "pdfjs-dist": join(pdfjs, "legacy/build/pdf.min.mjs"),
  },
});

// Runs in <head> before the first paint, so it is a classic script and stands alone.
const theme = build({ ...shared, entryPoints: [join(here, "theme.js")], format: "iife", target: "es2022" });

// The folder carries the version: what lies under it may be cached for ever.
const target = join(dist, `pdfjs-${pdfjsVersion}`);
await mkdir(join(target, "wasm"), { recursive: true });
const copies = [
  cp(join(pdfjs, "legacy/build/pdf.worker.min.mjs"), join(target, "worker.js")),
  cp(join(pdfjs, "cmaps"), join(target, "cmaps"), { recursive: true }),
  cp(join(pdfjs, "standard_fonts"), join(target, "standard_fonts"), { recursive: true }),
  // The content security policy grants no WebAssembly, so only the plain-script decoders are of use.
  cp(join(pdfjs, "wasm/openjpeg_nowasm_fallback.js"), join(target, "wasm/openjpeg_nowasm_fallback.js")),
  cp(join(pdfjs, "wasm/jbig2_nowasm_fallback.js"), join(target, "wasm/jbig2_nowasm_fallback.js")),
];

await Promise.all([bundles, theme, ...copies]);
