using System.Runtime.InteropServices;

namespace SmartCity.Journal;

/// <summary>Room for a whole segment, given back to the system at once: the runtime would keep an array of 8 MB for good.</summary>
internal sealed unsafe class ScanBuffer : IDisposable
{
    private void* _bytes;
    private int _length;

    /// <summary>That many bytes; what an earlier call gave is gone.</summary>
    public Span<byte> Take(int length)
    {
        if (length > _length)
        {
            _bytes = NativeMemory.Realloc(_bytes, (nuint)length);
            _length = length;
        }
        return new Span<byte>(_bytes, length);
    }

    public void Dispose()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
        _length = 0;
    }
}
