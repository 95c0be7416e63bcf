using System.Runtime.CompilerServices;

namespace SmartCity.Pipeline.Decode;

/// <summary>Keys met in one record, so that one given twice is seen. Unknown ones are compared by their bytes as sent.</summary>
internal ref struct RecordKeys(ReadOnlySpan<byte> input, int maxFields)
{
    private readonly ReadOnlySpan<byte> _input = input;
    private Unknowns _unknown;
    private uint _known;
    private int _unknownCount;
    private int _count;

    public void Clear()
    {
        _known = 0;
        _unknownCount = 0;
        _count = 0;
    }

    /// <summary>Null when this key is new in its record, else what is wrong with it. <paramref name="start"/>..<paramref name="end"/> are its bytes.</summary>
    public string? Claim(Field field, int start, int end)
    {
        if (++_count > maxFields) return "too many fields in a record";
        if (field != Field.Unknown)
        {
            uint bit = 1u << (int)field;
            if ((_known & bit) != 0) return "field given twice in a record";
            _known |= bit;
            return null;
        }

        var key = _input[start..end];
        for (int i = 0; i < _unknownCount; i++)
        {
            var (from, to) = _unknown[i];
            if (key.SequenceEqual(_input[from..to])) return "field given twice in a record";
        }

        if (_unknownCount == Unknowns.Length) return "too many unknown fields in a record";
        _unknown[_unknownCount++] = (start, end);
        return null;
    }

    [InlineArray(Length)]
    private struct Unknowns
    {
        public const int Length = 16;
        private (int From, int To) _first;
    }
}
