import { signal } from '@preact/signals'
import { en, type Key, type Texts } from './en'
import { zh } from './zh'

export type Language = 'en' | 'zh'
export type { Key }
const key = 'language'
const texts: Record<Language, Texts> = { en, zh }

export const language = signal<Language>(first())
mark()

function first(): Language {
  const kept = localStorage.getItem(key)
  if (kept === 'en' || kept === 'zh') return kept
  return navigator.language.startsWith('zh') ? 'zh' : 'en'
}

export function setLanguage(next: Language): void {
  language.value = next
  localStorage.setItem(key, next)
  mark()
}

function mark(): void {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
}

/** The text of a key in the language of the moment, with its {names} filled in. */
export function t(name: Key, fill?: Record<string, string | number>): string {
  const text: string = texts[language.value][name]
  return fill ? text.replace(/\{(\w+)\}/g, (all, word: string) => String(fill[word] ?? all)) : text
}

/** The text of a key that is made of data; the data itself where no text is known. */
export function tr(prefix: string, word: string): string {
  const name = `${prefix}.${word}`
  return name in en ? t(name as Key) : word
}
