from mcp import StdioServerParameters

# Reads and books appointments.
SCOPES = ["https://www.googleapis.com/auth/calendar"]
calendar = StdioServerParameters(command="uvx", args=["acme-calendar-mcp==1.4.2"])
