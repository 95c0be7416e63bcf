namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>What drivers do with their slots over and over.</summary>
    internal static class Slots
    {
        public static void Fail(SensorValue[] values, int count, string reason)
        {
            for (int i = 0; i < count; i++) values[i].Fail(reason);
        }

        /// <summary>Sets the value, or fails with <c>range</c> when it is outside what the device can measure (or not a number).</summary>
        public static void SetWithin(SensorValue slot, double value, double low, double high)
        {
            if (value >= low && value <= high) slot.Set(value);
            else slot.Fail(Wire.MissingReason.Range);
        }
    }
}
