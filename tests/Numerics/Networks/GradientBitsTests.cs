using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>The losses and gradients of all models have bits that another process, with other vectors, has as well.</summary>
public class GradientBitsTests
{
    /// <summary>The variable of the environment with the digest that the bits must have.</summary>
    public const string Demanded = "FUSEDOPT_GRADIENTS";

    [Fact]
    public void TheBitsAreThoseOfTheOtherProcess()
    {
        VectorWidth.AssertDemanded();
        string digest = ComputeDigest();
        if (Environment.GetEnvironmentVariable(Demanded) is { } demanded)
            Assert.Equal(demanded, digest);

        // A control: other parameters have other gradients.
        Assert.NotEqual(ComputeDigest(seed: 5), digest);
    }

    /// <summary>Returns a digest of the losses and gradients of all models, for one example and for seventeen.</summary>
    public static string ComputeDigest(int seed = 1)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in NetworkModels.Dense)
        {
            CompiledNetwork network = NetworkModels.Find(name);
            foreach (int count in new[] { 1, 17 })
            {
                IOptimizable model = network.Create(seed);
                double loss = network.AddGradients(model, network.Draw(count));
                hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<double>(in loss)));
                foreach (Array gradient in TensorValues.Gradients(model).Arrays.Values)
                    Append(hash, gradient);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, Array elements)
    {
        ref byte first = ref MemoryMarshal.GetArrayDataReference(elements);
        hash.AppendData(MemoryMarshal.CreateReadOnlySpan(ref first, Buffer.ByteLength(elements)));
    }
}
