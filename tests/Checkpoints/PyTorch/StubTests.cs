using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace FusedOpt.Checkpoints.Tests.PyTorch;

/// <summary>The optimizers in <c>Stubs</c> take the steps that were recorded with PyTorch's own, so that they can stand for them.</summary>
public class StubTests
{
    // PyTorch 1.13 adds up Adam's first moment in another order than later versions, and its vectors may round a product and a sum once.
    // So it is off by roundings, as the rules are; their tests have the same tolerance, and say how far it is from the truth.
    private const double Digits = 1e-13;

    private const string Follow = """
        import json
        import torch

        recorded = json.load(open("recorded.json"))
        values = recorded["hyperparameters"]
        values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        p = torch.nn.Parameter(torch.tensor(recorded["initial"], dtype=torch.float64))
        optimizer = getattr(torch.optim, recorded["optimizer"])([p], **values)
        path = []
        for step in recorded["steps"]:
            optimizer.param_groups[0]["lr"] = step["lr"] * FACTOR
            p.grad = torch.tensor(step["grad"], dtype=torch.float64)
            optimizer.step()
            path.append(list(p.data_list))
        state = {kind: value.data_list for kind, value in optimizer.state_dict()["state"].get(0, {}).items() if kind != "step"}
        print(json.dumps([path, state]))
        """;

    [Theory]
    [InlineData("sgd")]
    [InlineData("sgd_momentum")]
    [InlineData("sgd_nesterov_wd")]
    [InlineData("sgd_dampening")]
    [InlineData("adam")]
    [InlineData("adam_l2")]
    [InlineData("adam_amsgrad")]
    [InlineData("adamw")]
    public void TheyFollowToThirteenDigits(string name)
    {
        string file = Path.Combine(Python.Golden, $"{name}.float64.json");
        Assert.InRange(Departure(file, 1), 0, Digits);

        // The control: a learning rate that is a little larger.
        Assert.True(Departure(file, 1 + 1e-11) > Digits);
    }

    // The largest difference relative to the value, of parameters after each step and of states after the last one.
    private static double Departure(string file, double factor)
    {
        using var scratch = new Scratch();
        File.Copy(file, scratch["recorded.json"]);
        string printed = Python.RunScript(
            scratch.Path, Follow.Replace("FACTOR", factor.ToString("R", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        using var found = JsonDocument.Parse(printed);
        using var recorded = JsonDocument.Parse(File.ReadAllText(file));
        double largest = 0;
        JsonElement steps = recorded.RootElement.GetProperty("steps");
        foreach ((JsonElement step, JsonElement after) in steps.EnumerateArray().Zip(found.RootElement[0].EnumerateArray()))
            Compare(step.GetProperty("after"), after);
        foreach (JsonProperty state in recorded.RootElement.GetProperty("state").EnumerateObject())
        {
            if (state.Value.ValueKind == JsonValueKind.Array && state.Name != "step")
                Compare(state.Value, found.RootElement[1].GetProperty(state.Name));
        }

        return largest;

        // An element whose gradients are all 0 has a state of 0.
        static double Difference(double there, double here) => here == there ? 0 : Math.Abs(here - there) / Math.Abs(there);

        void Compare(JsonElement expected, JsonElement actual)
        {
            Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
            foreach ((JsonElement there, JsonElement here) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
                largest = Math.Max(largest, Difference(there.GetDouble(), here.GetDouble()));
        }
    }
}
