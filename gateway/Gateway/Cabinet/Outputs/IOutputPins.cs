namespace SmartCity.Gateway.Cabinet.Outputs;

/// <summary>Pins of the machine that can be driven. One owner; closing it lets go of them.</summary>
internal interface IOutputPins : IDisposable
{
    /// <summary>Takes a pin as an output at that level, without a glitch.</summary>
    /// <exception cref="IOException">The pin does not exist or another program has it.</exception>
    void Open(int gpio, bool high);

    void Write(int gpio, bool high);
}
