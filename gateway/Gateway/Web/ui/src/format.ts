import type { Channel, ChannelValue } from './api'
import { language, t } from './i18n'

const locale = (): string => (language.value === 'zh' ? 'zh-CN' : 'en-GB')

export function number(value: number, decimals = 0): string {
  return value.toLocaleString(locale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

/** UCUM codes as people write them; others stand as they are. */
const units: Record<string, string> = {
  'Cel': '°C', '%': '%', 'ug/m3': 'µg/m³', 'mg/m3': 'mg/m³', 'm3/h': 'm³/h', 'm/s2': 'm/s²', 'dB[SPL]': 'dB(A)', '[ppm]': 'ppm', '[ppb]': 'ppb', 'deg': '°',
  '1': '', '{#}': '', 'uS/cm': 'µS/cm', 'ug/L': 'µg/L', '[pH]': 'pH', '{vehicles}': '', 'm3': 'm³', '%[LEL]': '% LEL', '[NTU]': 'NTU', 'km/h': 'km/h', '{#}/h': '/h',
}

export const unit = (code: string): string => units[code] ?? code.replace(/\{[^}]*\}/g, '')

export function value(v: ChannelValue, channel: Channel | undefined): string {
  if (v.v === undefined) return v.s ?? '—'
  if (channel?.bool) return t(v.v ? 'yes' : 'no')
  const decimals = channel?.decimals ?? (Number.isInteger(v.v) ? 0 : 2)
  const sign = unit(v.u ?? channel?.unit ?? '')
  return number(v.v, decimals) + (sign ? '\u202f' + sign : '')
}

export function channelName(channel: Channel | undefined, name: string): string {
  if (!channel) return name
  return language.value === 'zh' ? channel.zh : channel.en
}

export function ago(time: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - time) / 1000))
  if (seconds < 2) return t('ago.now')
  if (seconds < 120) return t('ago.s', { n: seconds })
  if (seconds < 7200) return t('ago.min', { n: Math.round(seconds / 60) })
  if (seconds < 172800) return t('ago.h', { n: Math.round(seconds / 3600) })
  return t('ago.d', { n: Math.round(seconds / 86400) })
}

export function span(seconds: number): string {
  if (seconds < 120) return t('span.s', { n: Math.max(0, Math.round(seconds)) })
  if (seconds < 7200) return t('span.min', { n: Math.round(seconds / 60) })
  if (seconds < 172800) return t('span.h', { n: Math.round(seconds / 3600) })
  return t('span.d', { n: Math.round(seconds / 86400) })
}

export function clock(time: number): string {
  return new Date(time).toLocaleTimeString(locale(), { hour12: false })
}

export function dateTime(time: number): string {
  return new Date(time).toLocaleString(locale(), { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })
}

export function bytes(count: number): string {
  const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let step = 0
  while (count >= 1024 && step < steps.length - 1) {
    count /= 1024
    step++
  }
  return `${number(count, step === 0 || count >= 100 ? 0 : 1)}\u202f${steps[step]}`
}
