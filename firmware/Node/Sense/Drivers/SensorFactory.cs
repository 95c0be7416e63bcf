namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Makes a sensor of a known kind from its row of the configuration. A new kind is one driver file and one line in
    /// the group it is wired by: <see cref="I2cKinds"/>, <see cref="PinKinds"/>, <see cref="SerialKinds"/>.
    /// </summary>
    public static class SensorFactory
    {
        /// <summary>The sensor, or null with what is wrong with the row, fit for a log line and a configuration report.</summary>
        public static ISensor Create(SensorOptions options, INodePlatform platform, out string reason)
        {
            Wiring wiring = new Wiring(options, platform);
            ISensor sensor = I2cKinds.Create(wiring) ?? PinKinds.Create(wiring) ?? SerialKinds.Create(wiring);
            reason = wiring.Reason;
            if (reason != null) return null;
            if (sensor == null) reason = "no sensor of kind " + options.Kind;
            return sensor;
        }
    }
}
