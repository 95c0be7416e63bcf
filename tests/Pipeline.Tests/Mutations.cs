namespace SmartCity.Pipeline.Tests;

/// <summary>Ways a valid pack is damaged: flips, splices, cuts, insertions, and swapped numbers.</summary>
internal static class Mutations
{
    public static byte[] Mutate(Random random, byte[] valid)
    {
        var bytes = new List<byte>(valid);
        for (int n = 1 + random.Next(4); n > 0 && bytes.Count > 0; n--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(8), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(32), bytes.Count - at)));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.Insert(at, "\xff\x9f\xbf\xfb\x1b{[\"\\-"u8[random.Next(10)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
