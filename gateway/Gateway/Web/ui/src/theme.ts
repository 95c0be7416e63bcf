import { signal } from '@preact/signals'

export type Theme = 'system' | 'light' | 'dark'
const key = 'theme'

export const theme = signal<Theme>((localStorage.getItem(key) as Theme | null) ?? 'system')
/** Counts changes, so that what is drawn on a canvas is drawn again. */
export const paint = signal(0)

export function setTheme(next: Theme): void {
  theme.value = next
  localStorage.setItem(key, next)
  show()
}

export function show(): void {
  const root = document.documentElement
  if (theme.value === 'system') root.removeAttribute('data-theme')
  else root.setAttribute('data-theme', theme.value)
  paint.value++
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => paint.value++)

/** The value of a colour of the style sheet, for canvases. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
