namespace SmartCity.Wire
{
    /// <summary>Serialisation of a pack; told apart by its first byte (<c>[</c> is JSON).</summary>
    public enum PackFormat
    {
        Cbor = 0,
        Json = 1,
    }
}
