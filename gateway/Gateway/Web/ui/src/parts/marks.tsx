import type { JSX } from 'preact'
import { t, tr } from '../i18n'

// A flag is told by shape first and colour second: round good, hollow not evaluated, triangle suspect, square fail, cross missing.
const shapes: Record<number, JSX.Element> = {
  1: <circle cx="8" cy="8" r="4.5" fill="currentColor" />,
  2: <circle cx="8" cy="8" r="4" fill="none" stroke="currentColor" stroke-width="2" />,
  3: <path d="M8 2.2 14.4 13.4H1.6Z" fill="currentColor" />,
  4: <path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="currentColor" />,
  9: <path d="M4 4l8 8M12 4l-8 8" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />,
}

/** A quality flag with its word for those who do not see the shape. */
export function Flag({ flag, quiet }: { flag: number; quiet?: boolean }): JSX.Element {
  const known = shapes[flag] ? flag : 2
  return (
    <span class={`flag flag-${known}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {shapes[known]}
      </svg>
      <span class={quiet ? 'unseen' : ''}>{tr('flag', String(known))}</span>
    </span>
  )
}

/** The shape alone, within another drawing. */
export function FlagShape({ flag, x, y, size }: { flag: number; x: number; y: number; size: number }): JSX.Element {
  return (
    <g class={`flag-${shapes[flag] ? flag : 2}`} transform={`translate(${x - size / 2} ${y - size / 2}) scale(${size / 16})`}>
      {shapes[flag] ?? shapes[2]}
    </g>
  )
}

export type Mood = 'ok' | 'note' | 'warn' | 'alarm'

const moods: Record<Mood, JSX.Element> = {
  ok: <path d="M4 10.5 8.2 14.5 16 6" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" />,
  note: <path d="M10 6v5M10 14.2v.1" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" />,
  warn: <path d="M10 3 18 17H2ZM10 8.4v3.6M10 14.4v.1" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />,
  alarm: <path d="M6.5 2.5h7l4 4v7l-4 4h-7l-4-4v-7ZM10 6.4v4.4M10 13.6v.1" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />,
}

export function MoodIcon({ mood }: { mood: Mood }): JSX.Element {
  return (
    <svg class={`mood mood-${mood}`} viewBox="0 0 20 20" aria-hidden="true">
      {moods[mood]}
    </svg>
  )
}

export function Connection({ state }: { state: 'online' | 'offline' | 'never' }): JSX.Element {
  return (
    <span class={`connection connection-${state}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {state === 'online' ? (
          <path d="M1.5 6.4a9.4 9.4 0 0 1 13 0M4.2 9.4a5.5 5.5 0 0 1 7.6 0M8 12.7v.1" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" />
        ) : (
          <path d="M2.5 2.5l11 11M1.5 6.4a9.4 9.4 0 0 1 2.6-1.8M8.4 3.8a9.4 9.4 0 0 1 6.1 2.6M4.2 9.4a5.5 5.5 0 0 1 2.6-1.4M8 12.7v.1" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" />
        )}
      </svg>
      {tr('state', state)}
    </span>
  )
}

const severityMood: Record<string, Mood> = { notice: 'note', warning: 'warn', alarm: 'alarm', critical: 'alarm' }

export function Severity({ severity }: { severity: string }): JSX.Element {
  return (
    <span class={`severity severity-${severity}`}>
      <MoodIcon mood={severityMood[severity] ?? 'note'} />
      {tr('severity', severity)}
    </span>
  )
}

export function Sorry({ why, again }: { why: string; again?: () => void }): JSX.Element {
  return (
    <p class="sorry" role="alert">
      {t('failed', { why })} {again && <button onClick={again}>{t('retry')}</button>}
    </p>
  )
}
