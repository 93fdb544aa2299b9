export const siteKinds = [
  'adult_site',
  'search_engine',
  'social_network',
  'web_hard',
  'community',
  'archive',
  'messenger_channel',
  'host',
  'registrar',
  'cdn',
  'other',
] as const;
