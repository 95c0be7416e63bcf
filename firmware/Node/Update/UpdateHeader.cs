using System;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Update
{
    /// <summary>
    /// The head of a package, 108 bytes: magic <c>SCU1</c> (4), version as 0x00MMmmpp (4, little-endian), length of the image
    /// (4), its SHA-256 (32), ECDSA signature r, s over the SHA-256 of these 44 bytes (64). The image follows: assemblies in
    /// the order in which they are loaded, each with its length (4) before it; the last is the program.
    /// </summary>
    public sealed class UpdateHeader
    {
        public const int Size = SignedBytes + EcdsaP256.SignatureSize;
        public const int SignedBytes = 44;
        public const int MaxImageBytes = 262144;

        private const int Magic = 0x31554353;

        private UpdateHeader(byte[] bytes)
        {
            Raw = bytes;
            Version = (int)Bytes.Get(bytes, 4, 4);
            ImageBytes = (int)Bytes.Get(bytes, 8, 4);
        }

        public byte[] Raw { get; }

        public int Version { get; }

        public int ImageBytes { get; }

        /// <summary>Null when the bytes are no head of a package.</summary>
        public static UpdateHeader Read(byte[] bytes)
        {
            if (bytes == null || bytes.Length != Size || Bytes.Get(bytes, 0, 4) != Magic) return null;
            UpdateHeader header = new UpdateHeader(bytes);
            return header.Version > 0 && header.ImageBytes > 4 && header.ImageBytes <= MaxImageBytes ? header : null;
        }

        /// <summary>The 44 bytes that are signed.</summary>
        public static byte[] Write(int version, int imageBytes, byte[] digest)
        {
            byte[] head = new byte[SignedBytes];
            Bytes.Put(head, 0, Magic, 4);
            Bytes.Put(head, 4, version, 4);
            Bytes.Put(head, 8, imageBytes, 4);
            Array.Copy(digest, 0, head, 12, Sha256.Size);
            return head;
        }

        /// <summary><c>1.2.3</c>.</summary>
        public static string Text(int version)
        {
            return ((version >> 16) & 255).ToString() + "." + ((version >> 8) & 255).ToString() + "." + (version & 255).ToString();
        }

        public bool HasDigest(byte[] digest)
        {
            for (int i = 0; i < Sha256.Size; i++)
            {
                if (Raw[12 + i] != digest[i]) return false;
            }

            return true;
        }
    }
}
