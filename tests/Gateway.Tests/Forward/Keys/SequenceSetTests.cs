using CsCheck;
using SmartCity.Gateway.Forward.Keys;

namespace SmartCity.Gateway.Tests.Forward.Keys;

[TestClass]
public sealed class SequenceSetTests
{
    [TestMethod]
    public void Ranges_put_in_and_taken_out_in_any_order_leave_what_a_set_would_hold()
    {
        var steps = Gen.Select(Gen.Bool, Gen.Int[0, 40], Gen.Int[1, 12]).Array[0, 40];
        steps.Sample(all =>
        {
            var set = new SequenceSet();
            var model = new HashSet<long>();
            foreach (var (add, from, length) in all)
            {
                var numbers = Enumerable.Range(from, length).Select(number => (long)number).ToArray();
                var changed = add ? numbers.Sum(number => model.Add(number) ? 1 : 0) > 0 : numbers.Sum(number => model.Remove(number) ? 1 : 0) > 0;
                if (changed != (add ? set.Add(from, from + length) : set.Remove(from, from + length))) return false;
            }

            return Enumerable.Range(0, 60).All(number => set.Contains(number) == model.Contains(number));
        });
    }
}
