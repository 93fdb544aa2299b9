// Times as an officer writes them: Korea's time unless the browser is elsewhere, always with the zone.
export function writtenTime(iso: string, language: string, zone?: string): string {
  return new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
    timeZoneName: 'short', ...(zone ? { timeZone: zone } : {}),
  }).format(new Date(iso));
}

const units = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]] as const;

/** "in 3 hours", "2일 전". */
export function fromNow(iso: string, language: string, now: number): string {
  const away = new Date(iso).getTime() - now;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, ms] of units) if (Math.abs(away) >= ms) return format.format(Math.trunc(away / ms), unit);
  return format.format(0, 'minute');
}
