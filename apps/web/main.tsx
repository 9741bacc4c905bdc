import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as Antd, ConfigProvider } from 'antd';
import * as zhCN from 'antd/locale/zh_CN.js';
import type { Locale } from 'antd/lib/locale/index.js';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { Application } from './application.js';
import './style/base.css';
import './style/case.css';
import './style/form.css';
import './style/desk.css';
import './style/print.css';

/** A CommonJS module: bundlers wrap its default once or twice. */
const wrapped = zhCN as unknown as { default: Locale | { default: Locale } };
const locale = 'default' in wrapped.default ? wrapped.default.default : wrapped.default;

const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: true }, mutations: { retry: false } },
});

/** Whoever asked the system for less motion gets none; the pages say the same without it. */
const motion = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;

createRoot(document.getElementById('root')!).render(
  <ConfigProvider
    locale={locale}
    theme={{
      token: {
        motion,
        colorPrimary: '#0b5cad',
        colorLink: '#0b5cad',
        colorLinkHover: '#094a8b',
        colorError: '#cf1322',
        colorTextSecondary: '#4a4a4a',
        colorTextTertiary: '#595959',
        colorTextDescription: '#595959',
        colorTextDisabled: '#595959',
        colorTextPlaceholder: '#595959',
        // A button at work stays readable: its spinner says that it works.
        opacityLoading: 1,
        borderRadius: 4,
        fontSize: 14,
      },
    }}
  >
    <Antd>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <Application />
        </BrowserRouter>
      </QueryClientProvider>
    </Antd>
  </ConfigProvider>,
);
