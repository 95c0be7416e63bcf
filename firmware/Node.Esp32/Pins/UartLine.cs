using System;
using System.IO.Ports;
using nanoFramework.Hardware.Esp32;
using SmartCity.Node.Config;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32.Pins
{
    /// <summary>
    /// A UART, 8 data bits, no parity, with room for the two seconds a GNSS receiver talks between two looks. Where the
    /// board has a driver-enable pin it is an RS-485 line, and the UART itself switches the driver on while it sends.
    /// </summary>
    internal sealed class UartLine : ISerialLine
    {
        private const int ReceiveBytes = 2048;
        private readonly SerialPort _port;

        private UartLine(string name, int baud, bool rs485)
        {
            _port = new SerialPort(name, baud, Parity.None, 8, StopBits.One);
            _port.ReadBufferSize = ReceiveBytes;
            _port.Mode = rs485 ? SerialMode.RS485 : SerialMode.Normal;
            _port.ReadTimeout = 1000;
            _port.WriteTimeout = 1000;
            _port.Open();
        }

        public object Session { get; set; }

        public int BytesToRead
        {
            get { return _port.BytesToRead; }
        }

        /// <summary>UART 1 or 2 of the board; null when it has none of that number. UART 0 is the console's.</summary>
        public static UartLine Open(int board, int number, int baud)
        {
            int rx;
            int tx;
            int de;
            int boardBaud;
            if (number < 1 || number > 2 || !Boards.Uart(board, number, out rx, out tx, out de, out boardBaud)) return null;
            bool first = number == 1;
            Configuration.SetPinFunction(rx, first ? DeviceFunction.COM2_RX : DeviceFunction.COM3_RX);
            Configuration.SetPinFunction(tx, first ? DeviceFunction.COM2_TX : DeviceFunction.COM3_TX);
            if (de >= 0) Configuration.SetPinFunction(de, first ? DeviceFunction.COM2_RTS : DeviceFunction.COM3_RTS);
            return new UartLine(first ? "COM2" : "COM3", baud, de >= 0);
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                int there = _port.BytesToRead;
                if (there == 0) return 0;
                return _port.Read(buffer, offset, there < count ? there : count);
            }
            catch (Exception)
            {
                // Nothing was read; the probe's driver will say time-out.
                return 0;
            }
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                _port.Write(buffer, offset, count);
            }
            catch (Exception)
            {
                // A request that did not leave is one without an answer.
            }
        }
    }
}
