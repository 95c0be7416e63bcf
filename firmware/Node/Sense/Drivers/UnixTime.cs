namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Calendar and Unix time (UTC, proleptic Gregorian), by counting days of years that begin in March, so that the
    /// leap day is the last one.
    /// </summary>
    public static class UnixTime
    {
        private const int DaysFromMarchZeroTo1970 = 719468;

        /// <summary>Seconds since 1970, or -1 when the fields are no date from 1970 on. A leap second counts as the one after.</summary>
        public static long ToSeconds(int year, int month, int day, int hour, int minute, int second)
        {
            if (year < 1970 || month < 1 || month > 12 || day < 1 || day > DaysIn(year, month)) return -1;
            if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1;
            int y = month > 2 ? year : year - 1;
            int m = month > 2 ? month - 3 : month + 9;
            long days = (365L * y) + (y / 4) - (y / 100) + (y / 400) + (((153 * m) + 2) / 5) + day - 1 - DaysFromMarchZeroTo1970;
            return (((((days * 24) + hour) * 60) + minute) * 60) + second;
        }

        /// <summary>Fills year, month, day, hour, minute, second, weekday (1 Monday … 7 Sunday).</summary>
        public static void ToFields(long seconds, int[] fields)
        {
            int days = (int)(seconds / 86400);
            int rest = (int)(seconds % 86400);
            int year = 1970 + (days / 366);
            while (days >= (int)(ToSeconds(year + 1, 1, 1, 0, 0, 0) / 86400)) year++;
            int left = days - (int)(ToSeconds(year, 1, 1, 0, 0, 0) / 86400);
            int month = 1;
            while (left >= DaysIn(year, month)) left -= DaysIn(year, month++);
            fields[0] = year;
            fields[1] = month;
            fields[2] = left + 1;
            fields[3] = rest / 3600;
            fields[4] = rest / 60 % 60;
            fields[5] = rest % 60;

            // 1970-01-01 was a Thursday.
            fields[6] = ((days + 3) % 7) + 1;
        }

        private static int DaysIn(int year, int month)
        {
            if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        }
    }
}
