// What surrounds every page: navigation, crumbs, messages, the choice of theme. Links inside the console go through
// the router, so that nothing is loaded twice.
import AppLayout from "@cloudscape-design/components/app-layout";
import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import SideNavigation, {
  type SideNavigationProps,
} from "@cloudscape-design/components/side-navigation";
import Spinner from "@cloudscape-design/components/spinner";
import TopNavigation from "@cloudscape-design/components/top-navigation";
import { type ReactNode, Suspense, useCallback, useMemo, useState } from "react";
import { Outlet, useLocation } from "react-router";
import { href } from "../commons/href.ts";
import { chooseTheme, isDark } from "../commons/theme.ts";
import { type Crumb, type Message, type Shell, ShellContext } from "./shell-context.ts";
import { useAllowedAttributes } from "./use-allowed-attributes.ts";
import { useRouterLinks } from "./use-router-links.ts";

const ITEMS: readonly SideNavigationProps.Item[] = [
  { type: "link", text: "Home", href: href("/") },
  { type: "divider" },
  { type: "link", text: "APIs", href: href("/apis") },
  { type: "link", text: "Custom domain names", href: href("/custom-domains") },
  { type: "link", text: "VPC links", href: href("/vpc-links") },
  { type: "link", text: "Usage plans", href: href("/usage-plans") },
  { type: "link", text: "API keys", href: href("/api-keys") },
  { type: "link", text: "Client certificates", href: href("/client-certificates") },
  { type: "link", text: "Settings", href: href("/settings") },
  { type: "divider" },
  { type: "link", text: "Load balancers", href: href("/load-balancers") },
  { type: "link", text: "Target groups", href: href("/target-groups") },
  { type: "link", text: "Certificates", href: href("/certificates") },
  { type: "divider" },
  { type: "link", text: "Traces", href: href("/traces") },
  { type: "link", text: "Metrics", href: href("/metrics") },
  { type: "link", text: "Logs", href: href("/logs") },
  { type: "divider" },
  { type: "link", text: "Doctor", href: href("/doctor") },
  { type: "link", text: "Lab", href: href("/lab") },
];

/** The section that an address belongs to. */
function sectionOf(path: string): string {
  return `/${path.split("/")[1] ?? ""}`;
}

export function AppShell(): ReactNode {
  const { pathname } = useLocation();
  const [crumbs, setBreadcrumbs] = useState<readonly Crumb[]>([]);
  const [messages, setMessages] = useState<readonly (Message & { readonly id: string })[]>([]);
  const [dark, setDark] = useState(isDark);
  useRouterLinks();
  useAllowedAttributes();
  const tell = useCallback((message: Message) => {
    const id = crypto.getRandomValues(new Uint32Array(2)).join("");
    setMessages((before) => [...before.slice(-4), { ...message, id }]);
  }, []);
  const shell = useMemo<Shell>(() => ({ setBreadcrumbs, tell }), [tell]);
  const switchTheme = () => {
    chooseTheme(dark ? "light" : "dark");
    setDark(!dark);
  };
  return (
    <ShellContext.Provider value={shell}>
      <div id="top">
        <TopNavigation
          identity={{ href: href("/"), title: "Postern" }}
          utilities={[
            {
              type: "button",
              text: dark ? "Light" : "Dark",
              ariaLabel: dark ? "Use the light theme" : "Use the dark theme",
              onClick: switchTheme,
            },
          ]}
          i18nStrings={{ overflowMenuTriggerText: "More", overflowMenuTitleText: "All" }}
        />
      </div>
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigation={<SideNavigation activeHref={href(sectionOf(pathname))} items={ITEMS} />}
        breadcrumbs={
          <BreadcrumbGroup
            items={[{ text: "Postern", href: href("/") }, ...crumbs]}
            ariaLabel="Breadcrumbs"
          />
        }
        notifications={<Messages messages={messages} setMessages={setMessages} />}
        content={
          <Suspense fallback={<Spinner size="large" />}>
            <Outlet />
          </Suspense>
        }
        ariaLabels={{
          navigation: "Sections",
          navigationClose: "Close sections",
          navigationToggle: "Open sections",
          notifications: "Messages",
        }}
      />
    </ShellContext.Provider>
  );
}

interface MessagesProps {
  readonly messages: readonly (Message & { readonly id: string })[];
  readonly setMessages: (
    change: (before: readonly (Message & { readonly id: string })[]) => readonly (Message & {
      readonly id: string;
    })[],
  ) => void;
}

function Messages({ messages, setMessages }: MessagesProps): ReactNode {
  const items: FlashbarProps.MessageDefinition[] = messages.map((message) => ({
    ...message,
    dismissible: true,
    dismissLabel: "Dismiss message",
    onDismiss: () => setMessages((before) => before.filter(({ id }) => id !== message.id)),
  }));
  return <Flashbar items={items} />;
}
