using System;
using System.Collections;
using System.Device.Adc;
using System.Device.Gpio;
using System.Net.NetworkInformation;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;
using SmartCity.Node.Clock;
using SmartCity.Node.Esp32.Mqtt;
using SmartCity.Node.Esp32.Net;
using SmartCity.Node.Esp32.Pins;
using SmartCity.Node.Esp32.Storage;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32
{
    /// <summary>The ESP32 as the node sees it. What cannot be had is null, and the node goes on without it.</summary>
    internal sealed class Esp32Platform : INodePlatform
    {
        private const int Ports = 2;
        private readonly GpioController _gpio = new GpioController();
        private readonly AdcController _adc = new AdcController();
        private readonly Hashtable _counters = new Hashtable();
        private readonly ISerialLine[] _lines = new ISerialLine[Ports];
        private readonly Random _random = new Random();
        private readonly I2cBusAdapter _bus;
        private readonly DeviceClock _clock;
        private readonly GpioPin _watchdog;

        public Esp32Platform()
        {
            _watchdog = _gpio.OpenPin(BoardPins.WatchdogKick, PinMode.Output);
            Configuration.SetPinFunction(BoardPins.I2cData, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(BoardPins.I2cClock, DeviceFunction.I2C1_CLOCK);
            _bus = new I2cBusAdapter();
            _clock = new DeviceClock(_bus);
            Flash = new LittleFsFlash();
            Network = new WifiSupervisor(WifiSettings.Read(Flash));
            Mqtt = new MqttAdapter(Certificates.Authority(Flash), Certificates.Own(Flash));
            NetworkInterface wifi = WifiSupervisor.Find();
            MacAddress = wifi == null ? new byte[6] : wifi.PhysicalAddress;
        }

        public INodeClock Clock
        {
            get { return _clock; }
        }

        public IFlash Flash { get; }

        public INetwork Network { get; }

        public IMqtt Mqtt { get; }

        public byte[] MacAddress { get; }

        /// <summary>The runtime tells a wake-up from everything else, and no more; the node's own log tells a crash.</summary>
        public ResetReason ResetReason
        {
            get { return Sleep.GetWakeupCause() == Sleep.WakeupCause.Undefined ? ResetReason.Other : ResetReason.DeepSleep; }
        }

        public int FreeHeap
        {
            get { return (int)nanoFramework.Runtime.Native.GC.Run(false); }
        }

        public II2cBus I2c(int bus)
        {
            return bus == 0 ? _bus : null;
        }

        public IPulseCounter Pulses(int gpio)
        {
            return Counter(gpio, -1);
        }

        public IPulseCounter Quadrature(int gpioA, int gpioB)
        {
            return Counter(gpioA, gpioB);
        }

        public IAnalogInput Analog(int gpio)
        {
            try
            {
                return AdcInput.Open(_adc, gpio);
            }
            catch (Exception e)
            {
                Log("adc " + gpio.ToString() + ": " + e.Message);
                return null;
            }
        }

        public IDigitalInput Input(int gpio, bool pullUp)
        {
            GpioPin pin = Pin(gpio, pullUp ? PinMode.InputPullUp : PinMode.Input);
            return pin == null ? null : new GpioInput(pin);
        }

        /// <summary>The level is set before the pin becomes an output, so that no valve twitches.</summary>
        public IDigitalOutput Output(int gpio, bool initial)
        {
            GpioPin pin = Pin(gpio, PinMode.Input);
            if (pin == null) return null;
            pin.Write(initial ? PinValue.High : PinValue.Low);
            pin.SetPinMode(PinMode.Output);
            pin.Write(initial ? PinValue.High : PinValue.Low);
            return new GpioOutput(pin);
        }

        public ISerialLine Serial(int port, int baud)
        {
            if (port < 0 || port >= Ports) return null;
            try
            {
                if (_lines[port] == null) _lines[port] = port == 0 ? UartLine.Rs485(baud) : UartLine.Second(baud);
            }
            catch (Exception e)
            {
                Log("serial " + port.ToString() + ": " + e.Message);
            }

            return _lines[port];
        }

        public int Random(int bound)
        {
            return _random.Next(bound);
        }

        public void KickWatchdog()
        {
            _watchdog.Toggle();
            if (Network.IsUp) _clock.KeepChip();
        }

        public void Reboot()
        {
            nanoFramework.Runtime.Native.Power.RebootDevice(RebootOption.NormalReboot);
        }

        public void Log(string line)
        {
            Console.WriteLine(line);
        }

        private IPulseCounter Counter(int gpioA, int gpioB)
        {
            IPulseCounter counter = (IPulseCounter)_counters[gpioA];
            if (counter != null) return counter;
            try
            {
                counter = new PulseCounterAdapter(gpioA, gpioB);
                _counters[gpioA] = counter;
                return counter;
            }
            catch (Exception e)
            {
                Log("pulses " + gpioA.ToString() + ": " + e.Message);
                return null;
            }
        }

        // A pin may be asked for again after a change of configuration; it is opened once.
        private GpioPin Pin(int gpio, PinMode mode)
        {
            try
            {
                if (_gpio.IsPinOpen(gpio)) _gpio.ClosePin(gpio);
                return _gpio.OpenPin(gpio, mode);
            }
            catch (Exception e)
            {
                Log("gpio " + gpio.ToString() + ": " + e.Message);
                return null;
            }
        }
    }
}
