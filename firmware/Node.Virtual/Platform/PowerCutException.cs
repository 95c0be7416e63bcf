namespace SmartCity.Node.Virtual.Platform;

/// <summary>The simulated supply failed in the middle of a flash operation: nothing after it happens.</summary>
public sealed class PowerCutException : Exception
{
    public PowerCutException()
        : base("power cut")
    {
    }

    public PowerCutException(string message)
        : base(message)
    {
    }

    public PowerCutException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
