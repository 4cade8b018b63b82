using System;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Threading;
using FusedOpt.Runtime.Tests.Threads;
using Xunit;

namespace FusedOpt.Runtime.Tests.Safety;

/// <summary>
/// A model, and the assembly that it is from, go when nobody holds them any more, also where it was the last to be stepped on several
/// threads.
/// </summary>
[Collection(nameof(ThreadTeamTests))]
public sealed class LifetimeTests : IDisposable
{
    // The first step is not shared, nor is the second, which tells how long one thread takes.
    private const int Steps = 12;

    public LifetimeTests() => OptimizeOptions.MaxDegreeOfParallelism = 4;

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AModel(bool isKept)
    {
        (WeakReference model, Counted? kept) = Step(isKept);
        Assert.Equal(isKept, IsAlive(model));
        GC.KeepAlive(kept);
    }

    [Fact]
    public void AModelThatFails()
    {
        (WeakReference model, WeakReference failure) = Fail();
        Assert.False(IsAlive(model));
        Assert.False(IsAlive(failure));
    }

    [Theory]
    [InlineData(nameof(Large), false)]
    [InlineData(nameof(Large), true)]
    [InlineData(nameof(LargeGuarded), false)]
    [InlineData(nameof(LargeGuarded), true)]
    [InlineData(nameof(LargeSummed), false)]
    public void AnAssemblyThatIsUnloaded(string name, bool isKept)
    {
        (WeakReference context, IOptimizable? kept) = Load(name, isKept);
        Assert.Equal(isKept, IsAlive(context));
        GC.KeepAlive(kept);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Model, Counted? Kept) Step(bool isKept)
    {
        var model = new Counted((1 << 20, false)) { Updating = static count => Thread.Sleep(count / Tuning.LeastPerThread) };
        long start = Environment.TickCount64;
        for (int i = 0; i < Steps || (model.Threads.Count < 2 && Environment.TickCount64 - start < 60_000); i++)
            model.Step();
        Assert.True(model.Threads.Count > 1);
        return (new(model), isKept ? model : null);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Model, WeakReference Failure) Fail()
    {
        var model = new Counted((1 << 20, false));
        int here = Environment.CurrentManagedThreadId;
        model.Updating = count =>
        {
            if (Environment.CurrentManagedThreadId != here)
                throw new InvalidTimeZoneException();
            Thread.Sleep(count / Tuning.LeastPerThread);
        };
        long start = Environment.TickCount64;
        try
        {
            while (Environment.TickCount64 - start < 60_000)
                model.Step();
        }
        catch (InvalidTimeZoneException failure)
        {
            return (new(model), new(failure));
        }

        throw new TimeoutException();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Context, IOptimizable? Kept) Load(string name, bool isKept)
    {
        var context = new Context();
        Type type = context.LoadFromAssemblyPath(typeof(Large).Assembly.Location)
            .GetType("FusedOpt.Runtime.Tests.Safety." + name, throwOnError: true)!;
        Assert.NotSame(typeof(Large).Assembly, type.Assembly);
        var model = (IOptimizable)Activator.CreateInstance(type)!;
        for (int i = 0; i < 60; i++)
        {
            if (type.GetMethod("StepSum") is { } sum)
                sum.Invoke(model, []);
            else
                model.Step();
        }

        Assert.Equal(60, model.StepCount);
        context.Unload();
        return (new(context), isKept ? model : null);
    }

    private static bool IsAlive(WeakReference reference)
    {
        for (int i = 0; i < 20 && reference.IsAlive; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return reference.IsAlive;
    }

    // FusedOpt itself stays the one that there is.
    private sealed class Context() : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) => null;
    }
}

[Optimize(Optimizer.Adam), GuardGradients(MaxNorm = 1)]
internal sealed partial class LargeGuarded
{
    public float[] First = new float[1 << 18];
    public Memory<float> Lent = new Lender<float>(1 << 17).Memory;
}

[Optimize(Optimizer.Adam), SumGradients]
internal sealed partial class LargeSummed
{
    public float[] First = new float[1 << 18];
    public Memory<float> Lent = new float[1 << 17];

    public void StepSum() => Step(Gradients, new ParameterGradients(this));
}
