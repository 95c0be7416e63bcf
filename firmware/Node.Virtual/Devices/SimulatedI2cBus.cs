using SmartCity.Node.Sense;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>A bus with devices at addresses, and a fault an address on demand. Counts what passes over it.</summary>
public sealed class SimulatedI2cBus : II2cBus
{
    private readonly Dictionary<int, SimulatedI2cDevice> _devices = [];
    private readonly Dictionary<int, I2cFault> _faults = [];

    /// <summary>Transactions so far, failed ones included.</summary>
    public long Transactions { get; private set; }

    /// <summary>Puts a device on the bus; one that was at the address leaves it. Returns the device.</summary>
    public T Attach<T>(int address, T device)
        where T : SimulatedI2cDevice
    {
        _devices[address] = device;
        return device;
    }

    public void Detach(int address) => _devices.Remove(address);

    /// <summary>Sets what is wrong at an address until it is set to <see cref="I2cFault.None"/>.</summary>
    public void Inject(int address, I2cFault fault) => _faults[address] = fault;

    public BusResult Transfer(int address, byte[] write, int writeCount, byte[] read, int readCount)
    {
        Transactions++;
        I2cFault fault = _faults.GetValueOrDefault(address);
        if (fault == I2cFault.Timeout) return BusResult.Timeout;
        if (fault == I2cFault.Nack || !_devices.TryGetValue(address, out SimulatedI2cDevice? device) || !device.Powered) return BusResult.Nack;
        if (writeCount > 0 && !device.OnWrite(write.AsSpan(0, writeCount))) return BusResult.Nack;
        if (readCount == 0) return BusResult.Ok;
        if (!device.OnRead(read.AsSpan(0, readCount))) return BusResult.Nack;
        if (fault == I2cFault.FlippedBit)
        {
            for (int i = 0; i < readCount; i++) read[i] ^= 0x10;
        }

        return BusResult.Ok;
    }
}
