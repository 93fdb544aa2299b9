import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, Modal } from '@mantine/core';

// A quiet green-blue. Shade 8 and autoContrast keep text at 4.5:1 and more in both themes (WCAG 2.2, 1.4.3).
const calm: MantineColorsTuple = [
  '#eaf6f5', '#d6eae8', '#acd5d1', '#7fbfb9', '#5aada6', '#42a29a', '#339c94', '#238880', '#1f5f5b', '#0a4f4b',
];

export const theme = createTheme({
  colors: { calm },
  primaryColor: 'calm',
  primaryShade: 8,
  autoContrast: true,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif',
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.4rem' }, h2: { fontSize: '1.1rem' }, h3: { fontSize: '1rem' } } },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // A dialog's header is no second banner of the page.
  components: { Modal: Modal.extend({ defaultProps: { attributes: { header: { role: 'none' } } } }) },
});

// Mantine's own grey for what is less important has 3.3:1 on white.
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#495057', '--mantine-color-placeholder': '#5c636a', '--mantine-color-error': '#a61e1e',
    '--mantine-color-anchor': '#0a4f4b' },
  dark: { '--mantine-color-dimmed': '#c1c2c5', '--mantine-color-placeholder': '#a6a7ab', '--mantine-color-error': '#ffb3b3',
    '--mantine-color-anchor': '#acd5d1' },
});
