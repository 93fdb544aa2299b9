import { Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { speak } from '../words/index.ts';

// Each names, in that language, the one that is not spoken now.
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const other = i18n.language === 'ko' ? 'en' : 'ko';
  return <Button size="compact-sm" variant="default" lang={other} onClick={() => speak(other)}>{other === 'ko' ? '한국어' : 'English'}</Button>;
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme('light');
  const other = now === 'dark' ? 'light' : 'dark';
  return <Button size="compact-sm" variant="default" onClick={() => setColorScheme(other)}>{t(`frame:theme_${other}`)}</Button>;
}
