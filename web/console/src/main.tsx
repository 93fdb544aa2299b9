import './nonce.ts';
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './console.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import './words/index.ts';

createRoot(document.getElementById('root')!).render(<App />);
