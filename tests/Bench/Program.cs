using SmartCity.Bench;

// One benchmark a folder; the first argument names it, the rest are its own.
if (args.Length > 0 && Benchmarks.All.TryGetValue(args[0], out var run)) return await run(args[1..]);
Console.Error.WriteLine($"usage: bench <{string.Join('|', Benchmarks.All.Keys.Order())}> [options]");
return 2;
