using System;
using System.IO.Ports;
using nanoFramework.Hardware.Esp32;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32.Pins
{
    /// <summary>A UART, 8 data bits, no parity, with room for the two seconds a GNSS receiver talks between two looks.</summary>
    internal sealed class UartLine : ISerialLine
    {
        private const int ReceiveBytes = 2048;
        private readonly SerialPort _port;

        private UartLine(string name, int baud, SerialMode mode)
        {
            _port = new SerialPort(name, baud, Parity.None, 8, StopBits.One);
            _port.ReadBufferSize = ReceiveBytes;
            _port.Mode = mode;
            _port.ReadTimeout = 1000;
            _port.WriteTimeout = 1000;
            _port.Open();
        }

        public object Session { get; set; }

        public int BytesToRead
        {
            get { return _port.BytesToRead; }
        }

        /// <summary>The RS-485 line: the UART itself switches the driver on for the time it sends.</summary>
        public static UartLine Rs485(int baud)
        {
            Configuration.SetPinFunction(BoardPins.Rs485Receive, DeviceFunction.COM2_RX);
            Configuration.SetPinFunction(BoardPins.Rs485Transmit, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(BoardPins.Rs485DriverEnable, DeviceFunction.COM2_RTS);
            return new UartLine("COM2", baud, SerialMode.RS485);
        }

        /// <summary>The second line: GNSS or an ultrasonic ranger.</summary>
        public static UartLine Second(int baud)
        {
            Configuration.SetPinFunction(BoardPins.GnssReceive, DeviceFunction.COM3_RX);
            Configuration.SetPinFunction(BoardPins.GnssTransmit, DeviceFunction.COM3_TX);
            return new UartLine("COM3", baud, SerialMode.Normal);
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
