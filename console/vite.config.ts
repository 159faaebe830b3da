// Builds the console into dist/console, from where the edge port serves it under /_postern/console/.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "../dist/console",
    emptyOutDir: true,
    target: "es2023",
    // The Content-Security-Policy takes no inline data but images.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Browsers open six connections: what the first page needs are two files, not fifty that wait for each other.
        codeSplitting: {
          groups: [
            { name: "shell", tags: ["$initial"], priority: 2 },
            { name: "home", test: /[\\/]pages[\\/]home[\\/]home\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
});
