import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['source', 'module', 'browser', 'default'] },
  build: { outDir: '../../dist/web', emptyOutDir: true, chunkSizeWarningLimit: 1_500 },
});
