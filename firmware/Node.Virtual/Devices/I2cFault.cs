namespace SmartCity.Node.Virtual.Devices;

/// <summary>What can be wrong with a device or its wires, seen from the bus.</summary>
public enum I2cFault
{
    None = 0,

    /// <summary>Not acknowledged: unpowered, unplugged or at another address.</summary>
    Nack,

    /// <summary>Clock held low.</summary>
    Timeout,

    /// <summary>One bit of every byte read arrives flipped: disturbed wires.</summary>
    FlippedBit,
}
