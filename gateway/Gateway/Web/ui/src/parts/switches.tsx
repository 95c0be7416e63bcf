import type { JSX } from 'preact'
import { language, setLanguage, t, type Language } from '../i18n'
import { setTheme, theme, type Theme } from '../theme'

const icons: Record<Theme, string> = {
  system: 'M3 4h14v9H3ZM7 16.5h6',
  light: 'M10 6.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6ZM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4',
  dark: 'M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z',
}
const themes: Theme[] = ['system', 'light', 'dark']
const languages: [Language, string][] = [
  ['en', 'EN'],
  ['zh', '中文'],
]

export function Switches(): JSX.Element {
  return (
    <div class="switches">
      <div class="segments" role="group" aria-label={t('language')}>
        {languages.map(([code, name]) => (
          <button key={code} lang={code === 'zh' ? 'zh-CN' : 'en'} aria-pressed={language.value === code} onClick={() => setLanguage(code)}>
            {name}
          </button>
        ))}
      </div>
      <button
        class="plain icon"
        aria-label={`${t('theme')}: ${t(`theme.${theme.value}`)}`}
        title={t(`theme.${theme.value}`)}
        onClick={() => setTheme(themes[(themes.indexOf(theme.value) + 1) % themes.length]!)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d={icons[theme.value]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
      </button>
    </div>
  )
}
