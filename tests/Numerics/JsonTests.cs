using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>JSON has the data of a model: parameters, the learning rate and other settings, and neither gradients nor counters.</summary>
public class JsonTests
{
    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };

    [Fact]
    public void OfAllThatAClassGainsTheSettingsAreWritten()
    {
        var model = new Saved { Name = "n", Scale = 3 };
        Assert.Equal(["LearningRate", "MaxGradientNorm", "Name", "Scale"], Names(JsonSerializer.Serialize(model)));
        Assert.Equal(["LearningRate", "MaxGradientNorm", "Name", "Scale", "Weights"], Names(JsonSerializer.Serialize(model, Fields)));
        Assert.Equal(["Weight"], Names(JsonSerializer.Serialize(new SavedScheduled(), Fields)));
        Assert.Equal(["LearningRate", "Slope"], Names(JsonSerializer.Serialize(default(CopiedLine), Fields)));
        Assert.Equal(["LearningRate"], Names(JsonSerializer.Serialize<IOptimizable>(model)));
    }

    [Fact]
    public void WhatIsReadIsAModelThatBeginsItsTraining()
    {
        var model = new Cloneable { LearningRate = 0.25 };
        model.Gradients.Weights[0] = 1;
        model.Step();
        Cloneable read = JsonSerializer.Deserialize<Cloneable>(JsonSerializer.Serialize(model, Fields), Fields)!;
        Assert.Equal(model.Weights, read.Weights);
        Assert.Equal((0.25, 0L, 0f), (read.LearningRate, read.StepCount, read.Gradients.Weights[0]));
        read.Step();

        var scheduled = new SavedScheduled { Weight = 7 };
        scheduled.Step();
        SavedScheduled again = JsonSerializer.Deserialize<SavedScheduled>(JsonSerializer.Serialize(scheduled, Fields), Fields)!;
        Assert.Equal((scheduled.Weight, 1.0), (again.Weight, again.LearningRate));
        again.Step();
        Assert.Equal(0.9, again.LearningRate, 12);
    }

    [Fact]
    public void AGeneratedContextWritesTheFields()
    {
        Assert.Equal(["Bias", "Rows", "Weights"], Names(JsonSerializer.Serialize(new Cloneable(), SavedContext.Default.Cloneable)));
        Assert.Equal(["Slope"], Names(JsonSerializer.Serialize(new CopiedLine { Slope = 2 }, SavedContext.Default.CopiedLine)));
        Assert.Equal([4, 5, 6], JsonSerializer.Deserialize("""{ "Weights": [4, 5, 6] }""", SavedContext.Default.Cloneable)!.Weights);
    }

    private static IEnumerable<string> Names(string json) =>
        JsonDocument.Parse(json).RootElement.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
}
