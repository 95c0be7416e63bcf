import type { GatewayDetail } from './api'

const secondsUntilTold = 600
const day = 86_400
const lowBytes = 512 * 1024 ** 2

/** Bytes a day that the journal has the card write; null until it has run long enough to tell. Files prepared once do not count. */
export function dailyBytes({ journal, uptimeSeconds }: GatewayDetail): number | null {
  if (!journal || uptimeSeconds < secondsUntilTold) return null
  return ((journal.writtenTotal - (journal.written['prepare'] ?? 0)) / uptimeSeconds) * day
}

/** Years until the card has been written what its maker promises; null where the configuration does not say how much that is. */
export function cardYears(detail: GatewayDetail): number | null {
  const daily = dailyBytes(detail)
  if (!daily || !detail.cardTerabytes) return null
  return (detail.cardTerabytes * 1e12) / daily / 365
}

/** As the doctor has it: less than 512 MiB, or than a twentieth. */
export function isDiskLow({ diskFree, diskTotal }: GatewayDetail): boolean {
  return diskFree !== undefined && (diskFree < lowBytes || diskFree < (diskTotal ?? 0) / 20)
}
