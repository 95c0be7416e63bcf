import type { Channel, ChannelValue } from './api'
import { language, t, tr } from './i18n'
import { causeInChinese } from './i18n/causes'

const locale = (): string => (language.value === 'zh' ? 'zh-CN' : 'en-GB')

export function number(value: number, decimals = 0): string {
  return value.toLocaleString(locale(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
}

/** UCUM codes as people write them; what is counted, in braces, goes without. */
const units: Record<string, string> = {
  'Cel': '°C', 'ug/m3': 'µg/m³', 'mg/m3': 'mg/m³', 'ng/m3': 'ng/m³', 'm3/h': 'm³/h', 'm3': 'm³', 'm/s2': 'm/s²', 'W/m2': 'W/m²', 'kW.h': 'kWh', 'deg': '°', 'By': 'B', '1': '',
  'dB[SPL]': 'dB(A)', 'dB{mW}': 'dBm', '[ppm]': 'ppm', '[ppb]': 'ppb', 'uS/cm': 'µS/cm', 'ug/L': 'µg/L', '[pH]': '', '{NTU}': 'NTU', '%{LEL}': '% LEL',
}

export const unit = (code: string): string => units[code] ?? code.replace(/\{[^}]*\}/g, '')

/** A figure with its unit; a degree sign stands close. */
export function figure(v: number, decimals: number, code: string): string {
  const sign = unit(code)
  return number(v, decimals) + (sign && sign !== '°' ? '\u202f' : '') + sign
}

export function value(v: ChannelValue, channel: Channel | undefined): string {
  if (v.v === undefined) return v.s === undefined ? '—' : tr('missing', v.s)
  if (channel?.bool) return t(v.v ? 'yes' : 'no')
  return figure(v.v, channel?.decimals ?? (Number.isInteger(v.v) ? 0 : 2), v.u ?? channel?.unit ?? '')
}

/** The same for a list: four digits tell enough there. */
export function brief(v: ChannelValue, channel: Channel | undefined): string {
  if (v.v === undefined || !channel || channel.bool) return value(v, channel)
  const whole = Math.max(1, Math.floor(Math.log10(Math.max(1, Math.abs(v.v)))) + 1)
  return figure(v.v, Math.min(channel.decimals, Math.max(0, 4 - whole)), v.u ?? channel.unit)
}

/** What the gateway wrote as the cause of an event, in the language of the moment. */
export function cause(said: string, known: Map<string, Channel>): string {
  if (language.value === 'en') return said
  return causeInChinese(said, code => known.get(code)?.zh.replace(/（.*）$/, '') ?? code) ?? said
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
