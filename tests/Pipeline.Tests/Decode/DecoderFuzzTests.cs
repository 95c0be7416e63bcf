using System.Runtime.ExceptionServices;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;

namespace SmartCity.Pipeline.Tests.Decode;

[TestClass]
[DoNotParallelize]
public sealed class DecoderFuzzTests
{
    private const int Rounds = 100_000;

    // 1,024 bytes of names and texts become at most as many UTF-16 characters, and each of at most 128 readings three
    // strings and three cache entries with their headers; the table itself is allocated beforehand.
    private const long MostPerPack = (1024 * 3) + (128 * 3 * 64);

    [TestMethod]
    [TestCategory("attack")]
    public void Random_bytes_raise_no_exception_and_allocate_no_more_than_the_pack_limit()
    {
        var random = new Random(1);
        byte[] bytes = new byte[1100];
        Run(() =>
        {
            int length = random.Next(bytes.Length);
            random.NextBytes(bytes.AsSpan(0, length));
            if (length > 0 && random.Next(4) > 0) bytes[0] = "[\x80\x81\x84\x9f"u8[random.Next(5)];
            return bytes.AsMemory(0, length);
        });
    }

    [TestMethod]
    [TestCategory("attack")]
    public void Mutated_packs_raise_no_exception_and_allocate_no_more_than_the_pack_limit()
    {
        var random = new Random(2);
        var expected = new Pack();
        Run(() => Mutations.Mutate(random, Packs.Any(random, expected)));
    }

    private static void Run(Func<ReadOnlyMemory<byte>> next)
    {
        int thread = Environment.CurrentManagedThreadId;
        int raised = 0;
        void Count(object? sender, FirstChanceExceptionEventArgs e)
        {
            if (Environment.CurrentManagedThreadId == thread) raised++;
        }

        PackDecoder[] decoders = [new(), new(DecoderOptions.Foreign)];
        var pack = new Pack();
        long worst = 0;
        int accepted = 0;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            for (int i = 0; i < Rounds; i++)
            {
                var bytes = next();
                foreach (var decoder in decoders)
                {
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    bool ok = decoder.TryDecode(bytes.Span, Packs.Base, pack, out var error);
                    worst = Math.Max(worst, GC.GetAllocatedBytesForCurrentThread() - before);
                    if (ok) accepted++;
                    else if (string.IsNullOrEmpty(error.Reason) || error.Offset < 0 || error.Offset > 8192) Assert.Fail($"round {i}: an error without reason or place");
                }
            }
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        Assert.AreEqual(0, raised);
        Assert.IsLessThanOrEqualTo(MostPerPack, worst, $"{worst} bytes allocated by one pack; {accepted} accepted");
    }
}
