/** Messages a second, and messages at once after a silence. */
export interface Rate {
  perSecond: number
  burst: number
}

/** The tokens that were left of a rate at an instant, ms. */
export interface Bucket {
  tokens: number // 0 <= tokens <= burst
  at: number
}

export function fullBucket(rate: Rate, now: number): Bucket {
  return { tokens: rate.burst, at: now }
}

/** The bucket as it stands now; a clock that was set back takes nothing away. */
export function refilled(bucket: Bucket, rate: Rate, now: number): Bucket {
  const gained = (Math.max(0, now - bucket.at) / 1000) * rate.perSecond
  return { tokens: Math.min(rate.burst, bucket.tokens + gained), at: now }
}

/** The bucket after one message. */
export function spent(bucket: Bucket): Bucket {
  return { ...bucket, tokens: Math.max(0, bucket.tokens - 1) }
}

/** The instant at which the bucket surely has `tokens`: up to 1 ms late, lest a rounding error make it too early. */
export function holdsAt(bucket: Bucket, rate: Rate, tokens: number): number {
  const missing = Math.min(tokens, rate.burst) - bucket.tokens
  return missing <= 0 ? bucket.at : bucket.at + Math.floor((missing / rate.perSecond) * 1000) + 1
}
