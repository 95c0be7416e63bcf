namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>What a ranger above a surface hands over: <c>dist</c>, and <c>level</c> when its height is known; both in m.</summary>
    public sealed class LevelOutput
    {
        private readonly double _height;

        /// <param name="height">Height of the sensor above the datum in m; 0 when it is not known.</param>
        public LevelOutput(double height)
        {
            _height = height;
            Quantities = height > 0 ? new string[] { "dist", "level" } : new string[] { "dist" };
        }

        public string[] Quantities { get; }

        /// <summary>Sets both from a distance, or fails both with <c>range</c> when it is outside the device's own.</summary>
        public void Set(SensorValue[] values, double distance, double nearest, double farthest)
        {
            Slots.SetWithin(values[0], distance, nearest, farthest);
            if (_height <= 0) return;
            if (values[0].Missing == null) values[1].Set(_height - distance);
            else values[1].Fail(values[0].Missing);
        }
    }
}
