using System;
using System.Collections;
using System.Device.I2c;
using nanoFramework.Hardware.Esp32;
using SmartCity.Node.Config;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32.Pins
{
    /// <summary>
    /// One of the chip's two I2C controllers at the board's own clock. Devices and buffers are kept, so that a transaction
    /// allocates nothing of ours: the library takes whole arrays, and there is one of every length that has been asked for.
    /// </summary>
    internal sealed class I2cBusAdapter : II2cBus
    {
        private const int LongestTransfer = 64;
        private readonly Hashtable _devices = new Hashtable();
        private readonly byte[][] _outbound = new byte[LongestTransfer + 1][];
        private readonly byte[][] _inbound = new byte[LongestTransfer + 1][];
        private readonly int _controller;
        private readonly I2cBusSpeed _speed;

        private I2cBusAdapter(int controller, I2cBusSpeed speed)
        {
            _controller = controller;
            _speed = speed;
        }

        /// <summary>Bus 0 or 1 of the board; null when it has none of that number.</summary>
        public static I2cBusAdapter Open(int board, int number)
        {
            int sda;
            int scl;
            int hz;
            if (number < 0 || number > 1 || !Boards.I2c(board, number, out sda, out scl, out hz)) return null;
            Configuration.SetPinFunction(sda, number == 0 ? DeviceFunction.I2C1_DATA : DeviceFunction.I2C2_DATA);
            Configuration.SetPinFunction(scl, number == 0 ? DeviceFunction.I2C1_CLOCK : DeviceFunction.I2C2_CLOCK);
            return new I2cBusAdapter(number + 1, hz >= 400000 ? I2cBusSpeed.FastMode : I2cBusSpeed.StandardMode);
        }

        public BusResult Transfer(int address, byte[] write, int writeCount, byte[] read, int readCount)
        {
            try
            {
                I2cDevice device = Device(address);
                byte[] outbound = OfLength(_outbound, writeCount);
                byte[] inbound = OfLength(_inbound, readCount);
                Array.Copy(write, 0, outbound, 0, writeCount);
                I2cTransferResult result;
                if (readCount == 0) result = device.Write(outbound);
                else if (writeCount == 0) result = device.Read(inbound);
                else result = device.WriteRead(outbound, inbound);
                BusResult outcome = Outcome(result.Status);
                if (outcome == BusResult.Ok) Array.Copy(inbound, 0, read, 0, readCount);
                return outcome;
            }
            catch (Exception)
            {
                // The driver throws where its result has no word for what happened (a bus held low, no memory).
                return BusResult.Timeout;
            }
        }

        private static BusResult Outcome(I2cTransferStatus status)
        {
            if (status == I2cTransferStatus.FullTransfer) return BusResult.Ok;
            bool refused = status == I2cTransferStatus.SlaveAddressNotAcknowledged || status == I2cTransferStatus.PartialTransfer;
            return refused ? BusResult.Nack : BusResult.Timeout;
        }

        private static byte[] OfLength(byte[][] buffers, int length)
        {
            if (buffers[length] == null) buffers[length] = new byte[length];
            return buffers[length];
        }

        private I2cDevice Device(int address)
        {
            I2cDevice device = (I2cDevice)_devices[address];
            if (device != null) return device;
            device = I2cDevice.Create(new I2cConnectionSettings(_controller, address, _speed));
            _devices[address] = device;
            return device;
        }
    }
}
