import { defineConfig } from 'vite'

// One entry for the shell, charts in a chunk of their own: the first page draws without them.
export default defineConfig({
  build: { target: 'es2022', outDir: 'dist', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
