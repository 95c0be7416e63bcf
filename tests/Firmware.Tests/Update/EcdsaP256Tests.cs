using System.Security.Cryptography;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Node.Update;

namespace SmartCity.Firmware.Tests.Update;

/// <summary>The node's own arithmetic against the system's.</summary>
[TestClass]
public sealed class EcdsaP256Tests
{
    [TestMethod]
    public void Digests_are_those_of_the_system_at_every_length_and_in_any_pieces()
    {
        var random = new Random(7);
        for (var length = 0; length < 300; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var sha = new Sha256();
            for (var at = 0; at < length;)
            {
                var piece = Math.Min(length - at, random.Next(1, 100));
                sha.Add(bytes, at, piece);
                at += piece;
            }

            CollectionAssert.AreEqual(SHA256.HashData(bytes), sha.Finish(), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Signatures_of_the_system_are_valid_and_changed_ones_are_not()
    {
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var point = key.ExportParameters(false).Q;
            byte[] open = [.. point.X!, .. point.Y!];
            var hash = new byte[32];
            random.NextBytes(hash);
            if (round == 0) Array.Fill<byte>(hash, 0xff);
            var signature = key.SignHash(hash);

            Assert.IsTrue(Verify(open, hash, signature), $"round {round}");
            Assert.IsFalse(Verify(open, hash, Flipped(signature, random.Next(512))), $"round {round}: signature");
            Assert.IsFalse(Verify(open, Flipped(hash, random.Next(256)), signature), $"round {round}: hash");
            Assert.IsFalse(Verify(Flipped(open, random.Next(512)), hash, signature), $"round {round}: no point of the curve");
        }
    }

    [TestMethod]
    public void Numbers_out_of_range_are_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        byte[] open = [.. point.X!, .. point.Y!];
        var order = Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        var signature = key.SignHash(new byte[32]);

        foreach (var wrong in new[] { new byte[32], order })
        {
            Assert.IsFalse(Verify(open, new byte[32], [.. wrong, .. signature[32..]]));
            Assert.IsFalse(Verify(open, new byte[32], [.. signature[..32], .. wrong]));
        }

        Assert.IsFalse(Verify(new byte[64], new byte[32], signature));
        Assert.IsFalse(Verify([], new byte[32], signature));
    }

    private static bool Verify(byte[] key, byte[] hash, byte[] signature)
    {
        var ecdsa = new EcdsaP256();
        ecdsa.Begin(key, hash, signature, 0);
        while (!ecdsa.Step())
        {
        }

        return ecdsa.IsValid;
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        var copy = (byte[])bytes.Clone();
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }
}
