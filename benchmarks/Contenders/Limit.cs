using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>
/// Reads and writes what a step reads and writes, and computes nothing: what it stores is combined with the gradient bit by bit, which takes as long
/// for every value and can go on for ever.
/// </summary>
internal sealed unsafe class Limit<T>(PlacedTensors<T> tensors, bool hasSecondSweep) : Contender(Column.Limit)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Run(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            foreach (ref PlacedTensors<T>.Tensor tensor in tensors.Tensors.AsSpan())
                Move(in tensor);
        }
    }

    // Any bits will do.
    public override void Reset()
    {
    }

    public override void Write(Gradients kind)
    {
    }

    private void Move(ref readonly PlacedTensors<T>.Tensor tensor)
    {
        byte* parameter = (byte*)tensor.Parameter, gradient = (byte*)tensor.Gradient, first = (byte*)tensor.First, second = (byte*)tensor.Second;
        nuint length = (nuint)tensor.Length * (nuint)sizeof(T);
        if (hasSecondSweep)
        {
            MoveTwo(first, second, parameter, gradient, length);
            MoveOne(parameter, first, second, length);
        }
        else if (second == null)
        {
            MoveTwo(parameter, first, gradient, length);
        }
        else
        {
            MoveThree(parameter, first, second, gradient, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MoveThree(byte* a, byte* b, byte* c, byte* gradient, nuint length)
    {
        nuint i = 0;
        for (; i + 64 <= length; i += 64)
        {
            Vector512<byte> g = Vector512.Load(gradient + i);
            (Vector512.Load(a + i) ^ g).Store(a + i);
            (Vector512.Load(b + i) ^ g).Store(b + i);
            (Vector512.Load(c + i) ^ g).Store(c + i);
        }

        for (; i < length; i++)
            (a[i], b[i], c[i]) = ((byte)(a[i] ^ gradient[i]), (byte)(b[i] ^ gradient[i]), (byte)(c[i] ^ gradient[i]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MoveTwo(byte* a, byte* b, byte* gradient, nuint length)
    {
        nuint i = 0;
        for (; i + 64 <= length; i += 64)
        {
            Vector512<byte> g = Vector512.Load(gradient + i);
            (Vector512.Load(a + i) ^ g).Store(a + i);
            (Vector512.Load(b + i) ^ g).Store(b + i);
        }

        for (; i < length; i++)
            (a[i], b[i]) = ((byte)(a[i] ^ gradient[i]), (byte)(b[i] ^ gradient[i]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MoveTwo(byte* a, byte* b, byte* parameter, byte* gradient, nuint length)
    {
        nuint i = 0;
        for (; i + 64 <= length; i += 64)
        {
            Vector512<byte> g = Vector512.Load(gradient + i) ^ Vector512.Load(parameter + i);
            (Vector512.Load(a + i) ^ g).Store(a + i);
            (Vector512.Load(b + i) ^ g).Store(b + i);
        }

        for (; i < length; i++)
            (a[i], b[i]) = ((byte)(a[i] ^ gradient[i] ^ parameter[i]), (byte)(b[i] ^ gradient[i] ^ parameter[i]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MoveOne(byte* parameter, byte* first, byte* second, nuint length)
    {
        nuint i = 0;
        for (; i + 64 <= length; i += 64)
            (Vector512.Load(parameter + i) ^ Vector512.Load(first + i) ^ Vector512.Load(second + i)).Store(parameter + i);
        for (; i < length; i++)
            parameter[i] ^= (byte)(first[i] ^ second[i]);
    }
}
