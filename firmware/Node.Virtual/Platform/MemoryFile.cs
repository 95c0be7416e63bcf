namespace SmartCity.Node.Virtual.Platform;

/// <summary>One growing file of <see cref="MemoryFlash"/>.</summary>
internal sealed class MemoryFile
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    /// <returns>Bytes read, 0 at and after the end.</returns>
    public int Read(int from, Span<byte> target)
    {
        int count = Math.Clamp(Length - from, 0, target.Length);
        _bytes.AsSpan(Math.Min(from, Length), count).CopyTo(target);
        return count;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(Length + bytes.Length, 2 * _bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <returns>Bytes given up.</returns>
    public int Truncate()
    {
        int length = Length;
        Length = 0;
        return length;
    }
}
