namespace SmartCity.Pipeline.Decode;

/// <summary>
/// What is wrong with bytes from outside: a value, never an exception. <paramref name="Offset"/> is the byte the decoder
/// stood at, <paramref name="Reason"/> a constant phrase fit for a log line; it holds nothing the sender chose.
/// </summary>
public readonly record struct DecodeError(int Offset, string Reason)
{
    public override string ToString() => $"{Reason} (byte {Offset})";
}
