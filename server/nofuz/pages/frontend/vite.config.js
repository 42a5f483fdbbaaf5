// Every file right in src/ is an entry point; pages name it as asset("NAME.js").
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const sources = resolve(import.meta.dirname, "src");

export default defineConfig({
  base: "/static/built/",
  publicDir: false,
  build: {
    outDir: "../static/built",
    emptyOutDir: true,
    assetsDir: "",
    assetsInlineLimit: 0, // data: addresses would need a wider Content-Security-Policy
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000, // kB; the query editor is as large, and loaded on its page only
    chunkSizeWarningLimit: 1100, // kB; the query editor is one large library
    target: "es2022",
    rollupOptions: {
      // Yasgui's has an eval that the Content-Security-Policy never lets run.
      onwarn: (warning, warn) => warning.code !== "EVAL" && warn(warning),
      input: readdirSync(sources, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => resolve(sources, entry.name))
        .sort(),
    },
  },
});
