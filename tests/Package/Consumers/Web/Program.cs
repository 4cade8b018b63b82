using FusedOpt;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

// Renders the component to text: no port is needed for that.
WebApplication app = WebApplication.CreateSlimBuilder(args).Build();
await using var renderer = new HtmlRenderer(app.Services, NullLoggerFactory.Instance);
Console.WriteLine(await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Web.Slope>()).ToHtmlString()));

[Optimize(Adam, LearningRate = 0.1)]
public partial class WebLine
{
    public float Slope = 1;
}
